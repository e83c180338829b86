/** What slots ask for: opcodes, op kinds, the arguments of the larger ops, and the program images that SCAN runs. */
package dev.coresident.spi.program;
