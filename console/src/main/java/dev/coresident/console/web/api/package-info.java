/** What a request gets: JSON of the last sample, and the few actions that change something. */
@NullMarked
package dev.coresident.console.web.api;

import org.jspecify.annotations.NullMarked;
