package dev.coresident.simulation.world;

import dev.coresident.simulation.model.Ticket;

/** A submission that is to be made: what the model expects of it, and its words. The arguments are twelve. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Order(Ticket ticket, int opcode, int[] arguments) {}
