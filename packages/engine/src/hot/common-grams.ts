/**
 * The commonest grams of source text: -log2 of their share of all positions, rounded up, and the grams, four characters each,
 * folded by `| 0x20` as the kernel folds them (so `_` is DEL and a line feed `*`). Counted over 29 MB of public packages and
 * repositories in nine languages. A keyword is looked for by the grams that are not here.
 */
export const COMMON_GRAMS: readonly (readonly [bits: number, grams: string])[] = [
  [5, "    "],
  [7, "*   "],
  [8, "tion"],
  [9, ',*  ;*   thetypethe    "'],
  [
    10,
    "atio   *{*   {* *)))striring contrin**  propion   * porteturturnretucons))))),* thisctio pro,*))onsting namealse" +
      'fals);* e),*": (test   }',
  ],
  [
    11,
    " falfuncvaluurn ) {*ptioalueauthconfment----operonfihttp {*) strnfignst  thi:*   to ions  }*ort //// retunctncti" +
      "  relse)rope{*))formpert, fasionype    rse),rrorerro   c expnode  cooptie = rati.comintetrue if jectorma => ****" +
      ') =>user forcontexpo of paraxporablehis. valschefor  is pect trurmat/awsif (  ""ropsaram """ typ"""*.*  ",* chem' +
      "expe * `bjec(strmberfile: (srequhemaxpecourcdatasoururce (st;*))   pobje   iwithcodetr, ssiostr,arsenterlateuthe" +
      'numb funpars}*  ",*)',
  ],
  [
    12,
    "essiumbecom/figuigurault errfaulefau */*ertyfrom  exdefa = {)*  uratcesserti reslass in clasand ress usepe =efin" +
      '* * atesenti andstat});*mplegura   ticatthelvalieliacommheli }* "*  alidted docsect();*)pres  if/docdefi*exp*** ' +
      "path   sttyptime // arra  prservmati === }**mpor===  defexteemeninsteque/***: str, fttpsent htmls thimpookenissu" +
      "readrraytokessue wit as uesthis rom  fro intques):* ass fines://tps:ps:/dict/*     e   /resorue)*/*  ext= {*date" +
      'tiesonte par"** are tingscri  /*atch /** numtextcatin thcaseion/enerexprxten   `e": *  e).toguidtendasse: prctty' +
      "ctorclouloudrtie, trsagecompnull)if f th noterat.htmcallp://ined://dase  comom/a;*}* new namlineundeuidebool ** " +
      'ttp:xpretp:/)retinde be } = n.coresu> {*on.canceocs.""* quallengends   -nds ion.ript*  ccripamploudfsultesulchec' +
      "() =jsondforessaue),heckest/kind$zodequat = '*  azon//doof tentserve*claith  = \"ngthengtlistsertlet lean fil/lat" +
      "ientudfo optamazmazo  //)}*)e th***caws.ssag**clmess/uses = .amasclos.awicttcs.ance sdic tesws.as.amopsdpsdicces" +
      'zon..awsduleawscbasen/laon/lnstas: pps: oleawsclm/awe/awonse""**examlienated(awsate connclieiona", "ion(ops:dent' +
      'xampide/<httstan aution"not *  /sser\u007f*  ternaws-ndefserg <htst/utml>t/us\u007f\u007f* s": ergurguide/a  - ndexml>`>`\u007f\u007fl>`\u007f' +
      "`\u007f\u007f*reatectiing(ooleeclasign}***onlyresp or void=> {spec := *  } staprovnew *// ect ult e*  .par  */declatorstar" +
      "onne*))}odulnputinpuerna rea",
  ],
  [
    13,
    'nnecclarmodu && eatenectding-proigin getifie nod reqrovisponcrea;** },* tati und);***fun = trver*}**espoe: "tart' +
      "openescrspror, t   ditio  **mailvidehe s))}* thaesoudescrateleme anyer, t initer: nuvar ))re},*)   apons an ther" +
      "lue acceion: insovidingsonalace cate();*ramseconcoreawspwspristee co keyeven sch)))}initruleversrty)ons  objy):*" +
      'syncrse( dec set imptifi== "nstre reificty):s-prypeome: ies-ntexws-pangepeof }); datmethterfface () ventheadback' +
      'singrfacockeon: argeerfa*)}*throaderpass mod voir thhat  canmain(*  size nulequi whetempword**##ame:n": ethooutp' +
      "geneame thodtate zodtputeadeumennly utpusyntrent boonvalthateterersienceramenera** *))if* `pmatcectectedtiveload" +
      'ed t");*yntamockntegquir   fe in": "ntaxr = ble uiretabl.str  derectlse ithuthubgithteralare);*}work httstrupe: ' +
      "ighte);*recogrouluesual(ffers ansessficapeciplatoverng tode .gets a terstainustolocaest  youype:ile erenhe c pat" +
      "rsiostor)**)tancametflaginva },*ratoeferproct co, thore.idatiptierr eparstraselfstomidentialcharider}*))cust*)re" +
      "ningsue. || meteroce cor calstenutil.con cha prewrit   {lidaram trucruct `pad;* hrowd tochanreging()elem   #stre" +
      "ror(irec));*direountllowroupt det thfierferes tosed nten  thontaocesmode allemplinfolecttaxkever *  axkixkinill " +
      "tentpeniecorentaprom   lecifcond(valo th.len)*))s*  rencointrnalstint remplaolic0000ion,n = asynorig(httpost on " +
      '  #  `rerigito tpoli```*`parestieado*``` by age ckersincadondonlouldinceturewill it s:* *impin t  "sliceon, eof ' +
      ' addrefeer ters hub.";*  asspoinuffe wilecto  })enide foe.comarkode.builode:buff are arreral)))celse{strypesntai' +
      "rite  caer: use ter hand}(htes tall itemnt: b.coomai)condoma  leest(e of:   ====whencifi runlicye isor t let cas" +
      "(thicounderstrearomithorhe p  tyallokeys};*  creplicinale) {hen ing,\u007ftyphereuthoub.cprot)).t syn: {*cludent:tege" +
      'tenetter * t deslite "inndleegerionr  in)))r posatte = ner;*s ind = )))iher resed in}** on iincl $zo;*exuitee to' +
      'nclucrypryptactithentranurns   msuit  se  "tortss re  | ecuromis/**  app(t, ing., eronre*))rtrache aecre*/*** th' +
      "mandema.   ): trrn tetyphe fream**//andl.valhe rcket: ths;* know.$zo = sesol doc*tes(nodviceminiomma   n  },e;* " +
      'dres}**)lterue: rt d gen tim nilon tess tribailsribuibutsuppt { ame"bytet fumiseolum | u verransappltica))coract' +
      'e fue, t)},*achelue:### )))" = z*###on":lagsswor   orns assw: boitlents rt fpartsteres acreted iunc g thhe `etti' +
      ' meting).toee",*() {   |: re lis urlyou ple.shourighhoulis aparesecrle.cst sused ope',
  ],
];
