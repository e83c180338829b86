/**
 * Models of what a SCAN must give, in plain objects: each draws itself at random or is made from lists, writes itself as a program
 * image by the words of the protocol, and walks an input without any cleverness. What the engines of a device are compared with, in
 * its own tests and in the conformance suite.
 */
package dev.coresident.oracles;
