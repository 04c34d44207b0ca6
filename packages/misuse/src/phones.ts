/**
 * Which country a number in international form is in: the country codes of ITU-T E.164, and for +1 and +7 the area codes that
 * tell countries apart. Two letters of ISO 3166; `XX` with a name for what belongs to no country.
 */
const CODES =
  "20:EG 211:SS 212:MA 213:DZ 216:TN 218:LY 220:GM 221:SN 222:MR 223:ML 224:GN 225:CI 226:BF 227:NE 228:TG 229:BJ 230:MU 231:LR 232:SL 233:GH 234:NG 235:TD 236:CF 237:CM 238:CV 239:ST 240:GQ 241:GA 242:CG 243:CD 244:AO 245:GW 246:IO 247:AC 248:SC 249:SD 250:RW 251:ET 252:SO 253:DJ 254:KE 255:TZ 256:UG 257:BI 258:MZ 260:ZM 261:MG 262:RE 263:ZW 264:NA 265:MW 266:LS 267:BW 268:SZ 269:KM 27:ZA 290:SH 291:ER 297:AW 298:FO 299:GL 30:GR 31:NL 32:BE 33:FR 34:ES 350:GI 351:PT 352:LU 353:IE 354:IS 355:AL 356:MT 357:CY 358:FI 359:BG 36:HU 370:LT 371:LV 372:EE 373:MD 374:AM 375:BY 376:AD 377:MC 378:SM 380:UA 381:RS 382:ME 383:XK 385:HR 386:SI 387:BA 389:MK 39:IT 40:RO 41:CH 420:CZ 421:SK 423:LI 43:AT 44:GB 45:DK 46:SE 47:NO 48:PL 49:DE 500:FK 501:BZ 502:GT 503:SV 504:HN 505:NI 506:CR 507:PA 508:PM 509:HT 51:PE 52:MX 53:CU 54:AR 55:BR 56:CL 57:CO 58:VE 590:GP 591:BO 592:GY 593:EC 594:GF 595:PY 596:MQ 597:SR 598:UY 599:CW 60:MY 61:AU 62:ID 63:PH 64:NZ 65:SG 66:TH 670:TL 672:NF 673:BN 674:NR 675:PG 676:TO 677:SB 678:VU 679:FJ 680:PW 681:WF 682:CK 683:NU 685:WS 686:KI 687:NC 688:TV 689:PF 690:TK 691:FM 692:MH 7:RU 76:KZ 77:KZ 81:JP 82:KR 84:VN 850:KP 852:HK 853:MO 855:KH 856:LA 86:CN 870:satellite 878:personal 881:satellite 882:international-networks 883:international-networks 880:BD 886:TW 888:international-networks 90:TR 91:IN 92:PK 93:AF 94:LK 95:MM 960:MV 961:LB 962:JO 963:SY 964:IQ 965:KW 966:SA 967:YE 968:OM 970:PS 971:AE 972:IL 973:BH 974:QA 975:BT 976:MN 977:NP 979:premium-rate 98:IR 992:TJ 993:TM 994:AZ 995:GE 996:KG 998:UZ";
/** Countries other than the United States within +1, by area code. */
const NORTH_AMERICA =
  "CA:204,226,236,249,250,257,263,289,306,343,354,365,367,368,382,403,416,418,428,431,437,438,450,460,468,474,506,514,519,548,579,581,584,587,600,604,613,622,639,647,672,683,705,709,742,753,778,780,782,807,819,825,867,873,879,902,905,942 BS:242 BB:246 AI:264 AG:268 VG:284 VI:340 KY:345 BM:441 GD:473 TC:649 JM:658,876 MS:664 MP:670 GU:671 AS:684 SX:721 LC:758 DM:767 VC:784 PR:787,939 DO:809,829,849 TT:868 KN:869";

/**
 * Where calls and messages are dear and revenue is shared with whoever receives them, so that fraud goes there: ranges of no
 * country (satellite, international premium rate), and countries that carriers' fraud reports name again and again
 * (CFCA «Fraud Loss Survey», Europol «IRSF»). It is no judgement of the country: only new traffic there counts.
 */
const OFTEN_ABUSED = new Set(
  "satellite premium-rate international-networks personal CU SO SL ZW LV LT GM MV GN TN DZ MR ML NE TD CF BI DJ ER ST KM GW LR TG BF CD MG SC PG SB VU NR TV TK WF NU CK KI FK SH AC EH JM DO GD LC DM VC AG BB TC VG AI MS BS TT KN GY SR HT AZ TJ KG TM UZ KZ BY MD AL XK PS YE SY IQ AF LK BD MM LA KH TL".split(
    " ",
  ),
);

const byCode = new Map(
  CODES.split(" ").map((pair): [string, string] => [pair.slice(0, pair.indexOf(":")), pair.slice(pair.indexOf(":") + 1)]),
);
const byArea = new Map(
  NORTH_AMERICA.split(" ").flatMap((entry): [string, string][] =>
    entry
      .slice(3)
      .split(",")
      .map((area) => [area, entry.slice(0, 2)]),
  ),
);

/** True for what looks like a number in international form, with or without `+`. Four to fifteen digits, as E.164 has it. */
export function isPhoneNumber(text: string): boolean {
  return /^\+?[1-9]\d{6,14}$/.test(text);
}

/** ISO 3166 country, or the kind of range; undefined when the code is given to nobody. */
export function countryOfNumber(number: string): string | undefined {
  const digits = number.startsWith("+") ? number.slice(1) : number;
  if (digits.startsWith("1")) return byArea.get(digits.slice(1, 4)) ?? "US";
  for (let length = 3; length > 0; length--) {
    const found = byCode.get(digits.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function isOftenAbused(country: string): boolean {
  return OFTEN_ABUSED.has(country);
}

/** A number as reports show it: it is somebody's. Enough of it stays to tell country and carrier. */
export function maskedNumber(number: string): string {
  return number.length < 9 ? number : `${number.slice(0, -5)}…`;
}
