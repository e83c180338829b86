/** Chapter 22: slots that ask the host, from the submission to the service and back to the ticket. */
package dev.coresident.conformance.serving;
