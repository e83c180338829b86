/**
 * A device that works in rounds: what the host wrote is brought over, published slots are claimed and launched, and what came of
 * them is written where the host reads. The checks and the ops themselves are in the kernel.
 */
package dev.coresident.backend.aparapi.rounds;
