/** The resident kernel: opened on a backend, shared by tenants, closed within a bound. */
package dev.coresident.api;
