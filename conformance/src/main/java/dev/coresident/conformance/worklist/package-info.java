/** The chapter on worklists: traversals of pairs compared with one that knows sets of pairs and nothing else. */
package dev.coresident.conformance.worklist;
