/** The device heap and the handle table, as the host keeps them. */
package dev.coresident.api.internal.memory;
