/** What a run is told and what it answers: seed, schedule, faults and moves; verdict and violation. Values only. */
package dev.coresident.simulation.scenario;
