/** The hunt: runs scenarios seed after seed, shrinks what fails, and says how to see it again. */
package dev.coresident.simulation;
