/** The rules as JUnit tests. The only package that needs JUnit. */
package dev.coresident.conformance.junit;
