/** Budgets at work: what a tenant's submissions reserve, and what they are settled to when their tickets end. */
package dev.coresident.api.internal.fuel;
