/** Samples and events as JSON: objects for programs, short rows for the page's stream. */
@NullMarked
package dev.coresident.console.web.json;

import org.jspecify.annotations.NullMarked;
