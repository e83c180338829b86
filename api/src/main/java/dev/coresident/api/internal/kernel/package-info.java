/** What a resident kernel does for its tenants on a device: rows, accounts, bindings. */
package dev.coresident.api.internal.kernel;
