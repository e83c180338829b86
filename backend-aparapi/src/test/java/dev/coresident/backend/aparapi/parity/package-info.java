/** The device beside the simulator: the same words in, the same words out. */
package dev.coresident.backend.aparapi.parity;
