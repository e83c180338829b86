/** The scan service: rule sets that are tenants of the kernel while the server runs, and bodies that requests scan with them. */
@NullMarked
package dev.coresident.console.web.rules;

import org.jspecify.annotations.NullMarked;
