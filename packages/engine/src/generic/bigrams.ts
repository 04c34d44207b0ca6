/**
 * How much likelier a letter is after another in English and code than at random: 27 rows (after a, b, … z, and at the start
 * of a word) of 26 letters, one character each; (code - 80) / 6 is log2 of the ratio. Counted over the distinct words of
 * public npm packages (38 MB of their sources and documents), each weighted by the root of its frequency.
 */
const TABLE =
  ";QVQ8CN6O.EZPY/Q.[U]HFABH8" +
  "YGJE[I>1YM8]<<X@,TTFX(-)K4" +
  "Y>K>Z;+YP5TS=6_90QHZP22(F," +
  "WDCNdFA:^=3L:CW;1NS@Q?3<D." +
  "QBUZJNH7B:6PPZ@LG][S;HBRA," +
  "XCIGYZ1.`+-S@DZ0(TLPS2(2M(" +
  "R@A;`<NUZ24SLVPA(WSNS>23B<" +
  "_:;:a<</[0?CI@Z:/TFUO1)9E*" +
  "MHSQPNQ/3/=SQaXK1MUX2M(C+K" +
  "V0HEa?0<R>CBA@XB9EbCW0J080" +
  "U@HMdGFC[7CLAMKD6G]JJ9D6B(" +
  "YB?O`?;8]1=X99YB,9PPRD9(R." +
  "_P5D`07.Z85GP@WZ(=NAO34*;(" +
  "U7UXXJ[;R8GEAHSB/>Y]MI5(C3" +
  "FJPS>KG3I<HST_MS(]PRRKQA88" +
  "].?@]A5HQ(9W?;YR(]OVP7.7C(" +
  "C@J9F><AG91PH=B@NIO?g>F91@" +
  "ZBLKaCH8Y(HDMMXB(PTTMD<(M(" +
  "O8SA]C7SY/FIAASR==W_U9@9J(" +
  "X/J<`>5V^)(F?>VC(XTNN,@:P," +
  "OROIUHL8R)7XT]CS(ZWX>6)<6/" +
  "_:B9f4A<](8C=>R9(AE=A+<+10" +
  "^;=@[<AX]24H0WX?(WSH4(F08(" +
  "R<VCXJ3FW)5FF:Ka6<F`?<0HE9" +
  "PILBVIC9R16TTYQa*IXRF>L*FC" +
  "WBC=f?9FY//K?EY7<?K@B/==OO" +
  "TPXSTQJKTBDPQOOU>TXTNJL==>";

const RATIO = new Float32Array(27 * 26).map((_, index) => (TABLE.charCodeAt(index) - 80) / 6);

/** Index of the row for the start of a word. */
export const START = 26;

/** log2 of how much likelier the letter (0 to 25) is after `previous` (0 to 25, or START) than among random letters. */
export function bigram(previous: number, letter: number): number {
  return RATIO[previous * 26 + letter] ?? 0;
}
