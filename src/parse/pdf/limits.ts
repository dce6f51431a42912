/** How far a stranger's PDF is followed before it counts as not looked into. */

const MIB = 1024 * 1024

/** Arrays and dictionaries in one another; qpdf stops at the same depth. */
export const MAX_NESTING = 500
/** Objects of all revisions. The largest manuals have some hundred thousand. */
export const MAX_OBJECTS = 300_000
/** Values that are read in all, and in one object: the longest real ones are lists of a page's every word. */
export const MAX_VALUES = 4_000_000
export const MAX_OBJECT_VALUES = 400_000
/** A dictionary takes the memory of so many other values. */
export const DICT_VALUES = 4
/** One stream, unpacked. */
export const MAX_STREAM_BYTES = 64 * MIB
/** All object streams together, unpacked and kept. */
export const MAX_OBJECT_STREAM_BYTES = 64 * MIB
/** Filters behind one another: real files have two. */
export const MAX_FILTERS = 8
/** Tables of places, each with a pointer to the one before: an incremental update adds one. */
export const MAX_REVISIONS = 2_000
/** Headers with a comment in them: no program writes one. */
export const MAX_COMMENTED_HEADERS = 5_000
/** A table of places, unpacked: a dozen bytes an object. */
export const MAX_TABLE_BYTES = 8 * MIB
/** Syntax may be read some times over, since objects may lie in one another: past this it is a trap. */
export const MAX_READINGS = 4
export const MIN_READ_BYTES = 8 * MIB
/** A page of plain colour packs a thousandfold; below this that is no bomb. */
export const RATIO_CHECKED_ABOVE_BYTES = 16 * MIB
/** All streams, unpacked and let go again. */
export const MAX_MEASURED_BYTES = 384 * MIB
/** Of one picture: an A0 sheet scanned at 600 dpi has 560 million of one bit, and is no customer's mail. */
export const MAX_PICTURE_PIXELS = 400_000_000
