/**
 * Walks NFA images by their segments: what lies between the states that wait. Filters look for the ends of segments, as those of literals
 * do for texts; what they offer is confirmed by going back. So most bytes cost a look at a filter, and nothing is built while scanning.
 */
package dev.coresident.backend.sim.scan.segment;
