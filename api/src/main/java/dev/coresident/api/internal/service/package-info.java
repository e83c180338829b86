/** What the kernel does with slots that ask the host: tickets to ops of the executor, and their outcomes back to tickets. */
package dev.coresident.api.internal.service;
