/**
 * Rules of gitleaks: a table of regular expressions in TOML.
 */
@NullMarked
package dev.coresident.formats.gitleaks;

import org.jspecify.annotations.NullMarked;
