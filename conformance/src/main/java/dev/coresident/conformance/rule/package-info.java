/** What a rule is, what it needs, what it is checked on and how a check ends. */
package dev.coresident.conformance.rule;
