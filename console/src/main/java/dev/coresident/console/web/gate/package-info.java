/** Who may come in: host, origin, token, rate. Everything passes here before a route sees it. */
@NullMarked
package dev.coresident.console.web.gate;

import org.jspecify.annotations.NullMarked;
