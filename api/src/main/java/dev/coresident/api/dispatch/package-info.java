/** What a handler of an op that needs the host sees: its words, its context of narrow facets, and the outcomes it may give. */
package dev.coresident.api.dispatch;
