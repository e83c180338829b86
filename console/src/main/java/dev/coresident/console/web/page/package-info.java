/** The files of the page, read once and served from memory; its script, style and chart library lie beside the class. */
@NullMarked
package dev.coresident.console.web.page;

import org.jspecify.annotations.NullMarked;
