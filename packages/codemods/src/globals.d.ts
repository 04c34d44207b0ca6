/** Defined by the build: the grammars lie beside the one file of the program. A checkout has them in its packages. */
declare const STANCH_BUNDLED: true | undefined;
