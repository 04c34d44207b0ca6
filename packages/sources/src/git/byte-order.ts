/** Whether this machine keeps the low byte of a word first. Not asked of node:os, which each thread would load for it. */
export const isLittleEndian: boolean = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
