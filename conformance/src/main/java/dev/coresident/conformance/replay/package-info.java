/** Chapter 21: what a log of a kernel over the subject must say, and what its replay must find. */
package dev.coresident.conformance.replay;
