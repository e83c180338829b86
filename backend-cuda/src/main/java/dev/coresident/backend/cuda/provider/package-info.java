/** What ServiceLoader finds, and the properties. */
package dev.coresident.backend.cuda.provider;
