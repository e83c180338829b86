/** Events for the JDK's flight recorder. Without the module jdk.jfr, or without a recording, they cost a test of a constant. */
@NullMarked
package dev.coresident.api.internal.jfr;

import org.jspecify.annotations.NullMarked;
