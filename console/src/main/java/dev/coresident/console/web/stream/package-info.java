/** Samples and events as server-sent events, each client with a bounded queue. */
@NullMarked
package dev.coresident.console.web.stream;

import org.jspecify.annotations.NullMarked;
