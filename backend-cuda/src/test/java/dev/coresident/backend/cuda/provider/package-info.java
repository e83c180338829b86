/** What the backend says of drivers and devices of all kinds, each in a JVM of its own. */
package dev.coresident.backend.cuda.provider;
