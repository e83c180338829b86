/** Device memory as applications hold it: allocated against a ledger, named by handles, given back by close. */
package dev.coresident.api.memory;
