/** The stand-in for the driver: built here, used by JVMs of their own that find it first. */
package dev.coresident.backend.cuda.standin;
