/** Who is a tenant, what it may submit, and how it leaves: chapters 10, 12 and 13. */
package dev.coresident.conformance.tenancy;
