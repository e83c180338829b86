/** The web console: one server over one kernel, started by the commands and stopped within a bound. */
@NullMarked
package dev.coresident.console.web;

import org.jspecify.annotations.NullMarked;
