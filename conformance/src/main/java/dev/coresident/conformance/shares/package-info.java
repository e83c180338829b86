/** What a submission may expect on its way: batches and packs, priorities and fair shares, its end. Chapters 14 to 16. */
package dev.coresident.conformance.shares;
