/** What a kernel is opened on, as users say it. */
@NullMarked
package dev.coresident.console.device;

import org.jspecify.annotations.NullMarked;
