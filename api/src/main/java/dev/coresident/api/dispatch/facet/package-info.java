/** The facets of a handler's context: each for one op and its tenant, narrow, and dead outside the call that it was had in. */
package dev.coresident.api.dispatch.facet;
