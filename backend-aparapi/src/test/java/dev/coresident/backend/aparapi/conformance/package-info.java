/** The contract, rule by rule, on both ways to reach the device's memory. */
package dev.coresident.backend.aparapi.conformance;
