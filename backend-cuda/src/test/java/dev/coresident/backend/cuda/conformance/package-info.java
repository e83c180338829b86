/** The contract, rule by rule, on the unmodified backend over the stand-in for the driver. */
package dev.coresident.backend.cuda.conformance;
