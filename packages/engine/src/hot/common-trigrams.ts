/**
 * The commonest three bytes in source text, as COMMON_GRAMS gives the commonest four: -log2 of their share of all positions,
 * rounded up, and the three, folded by `| 0x20`. Counted over 167 MB of npm packages and of some 150 public repositories in
 * many languages. From these the share of rarer grams is estimated: of two that are both uncommon, one may be fifty times rarer.
 */
export const COMMON_TRIGRAMS: readonly (readonly [bits: number, trigrams: string])[] = [
  [4, "   "],
  [7, "*  "],
  [9, "iontio th)))ingcon---*))entthe =  re {*"],
  [
    10,
    "** ,*  coatehe strestonsserectamerester;* {*  inatierrtri);*stapronam  }tescomretdatturrinfored on " +
      "verer ass st * etu se toersor int",
  ],
  [
    11,
    'nte  "ortcti)* equurnparderessvalusereang if typandontporthiypeertto {*)ode}**  *nsthis) {queithage' +
      'is reqget": // alltor de antedrn .coendlicbleatast es se  prexthttttpsetdef }*tatuncfunile===ptiist' +
      ' fort  pa***ablper  rnse nochefil)*)rro: "exp  csio", ror isuesrammenmetlue a ult,*)aluara er",*ine' +
      "ead  iiteratackin nde ex vatinins ificeimpmponot  /crele sel**)  snt e te: calkeyoutone;**ncend  of" +
      "autof ntiase}* catrom:* ervtex maonf fiapptruactoptsseopenewcolwitlas)}*  tind ca* *e, ",
  ],
  [
    12,
    ' us li  p)**nfiime as},* wie ste timre e atenprempltrasteeleesps aaintemmodcesire, "lin en necoder.' +
      "aliner  aouns tpatrect, gitcla clorereduthpon  ethoosterepecjec,ca tefigecoadde iclie cencerie =://" +
      "posien)refroare ormatica traacourals beiveockcaaordspomesormurltabth .* prilseidenctvar>* lieetehan" +
      "anceatran  d //*/*n telfrouts athroploceraan pacrep*}*ail###chaherarguntompliswor | = nullns rennal" +
      "rital okeartenslogis.it ce , et tn   me: {berntsdesref))}:= lat :=plessieve fuitilesade|n ', e* ll " +
      "ic len - et  do =>stoobj  <iesnnersi() ticme /**tpsrceginen uteom s, crips:aceom/ach */finityizeang" +
      'tanf ttchbje*)}scrommsec=> apiure== und"* rueon.s = arernot  ge fr onbas*// fapent iauls: sondis na' +
      "tar daplaefadel apas .rebactres:/cur itrtistihea unntambe  #thumansounilurc)ifhenetaemefaucke  {cen" +
      "id  opken.geses loovedenrun* `hubss  nusinat ar f (e f chdin()*letew e oethload t}*)oluac,gerlecr t" +
      "leracc ==ngethablodocpli # ualnumcouonn*imquitokct youoolmit al))rleamaprvemaicorast wh di nieryubl" +
      "es.ulen autipub, sbli mo',*tit;*)rr t cfiet =orgs ige nul, tfal haferaaa },ial.seer( { ignr, ),*uir" +
      "ars suoadustsed  fhastai: 'minshoon(escemaripildhatlf./* efivent: ctogenlumenauerputbut **e rbe sag" +
      "atuspaanst sifilab",
  ],
  [
    13,
    'inaub. crntrlobxpenc , ft ob.c))*rsee":ribt ade groodue p\x7fco: s poumeatt\x7fre })ctedlejsollearratc /*' +
      "ediori so tyoca yo*# nitdepampesunod, c\")*ly ld dir taut empssaantneceptrra  'racpe infcce !=../rma" +
      "ch le..**fac, 'orkanys o puef mare lboocep: tipt boenesulill {}ledumbcanesooryollspevicndi htqua  -" +
      ", ant. lee dndlwheumn bl  `inie()lidhouepory  actal ad  .ue , rrnacashosd: kerhodemooin  voseighnon" +
      'war})*riad, er\x7fnfodexelsrrencoisereglowown), uilese bygrastsbuitus= " shr =rvi000onargedulrovsen();' +
      "uni imengremam ve *fupasoupil raytiln cnedsql) =ean**#st\x7fghthecs* tifolevid.st  l= {= rrtes f sieck" +
      "try*)ininhar  msizllon sexcuctr ars atoinc bu `ptive,*issts.mern isubetsoteovit*   b(re*)rst.relob " +
      'ondsige="sitdedsco ob!= = srtyxpod atopngsetce) rivrots s))i hese.t {tte= tsolor(cloetr ke au:  pda' +
      'updme:d badaibu.to bad i ""r: ecucop } ettn: erf "srige;*thrnete end*eacck yted* **/e {, ion:):*oul' +
      "shane uldrowams el});mis};*ct(e neldte(arycacwri tidecielsynaval, ede/co vehemnsirie laschet(clun, " +
      '(se"); + ppl} =t) lem, o wer i sp  )rderol.inou ave  |es/omet()ppe.pr0, etied\x7forslt s crtser,tomby ' +
      "t rhorilsgesgreima(*  wa(htookngt, pe me wricbin///e)*dre= cds oidenvree}, earoloe.*())nat)//, nerm" +
      'bytl {\x7fin));webdited.ng.fixtas))tal(eplon\x7furiifydow/gio t"$(on"eas  n**f cus necipan idmma "cn o;*i' +
      ' "a"""pag`pahelt fexa.extia))c !"supxceannodys.cbod$(0le\x7f"*)n e!"$ns.rucd =gurlan"htnt((coigu sc  $' +
      "(0 urawilvats.*ttrffeyncomiinvlba 0 xteictow r cficer)voi.delarty systegg t0 `ldellbn =rap> { rue u" +
      'elaitl &&tco raeam upt pt.cme"n (donecrer"egilit "t.paasksprxam*)", 0r) tadketgthtrolorepe)) otoari' +
      '\x7fidakeiva rost(utor)*.cl"coon*ardonlmem*##tecashbels.s= 0r :y, t we("  ocka}(heliepr## exe)},.apt.e' +
      'er-s rupp/ren nr staconcpin  ufrae be.c\'* omaimi":"aaindser*n fd os way rs.ercd sefe.neora at --g, ' +
      'epattianas":ccose,//g qurt.sca miosicerre(maxta (stf e </"," 10te\x7fltee",s) "ret d "hnt\x7fbufs.aale\x7fse' +
      "see, d",
  ],
  [
    14,
    "aitoth\x7fpahro pe```hinmonkagme. hols.er:ct..mat b.0.idakinfait n\x7fnaon,poi,eas p-codicc (clend(sidrev" +
      "= atiechiflaotailtr o saridn* wais()n r(t,ce.sorowssswse*urrabeddrng*velhreeed, b : .or0.0rch, ms:*" +
      "nen*come,rsth t.loeaaaaeusiy tlayue,se(re.,iaarciaaystng,y: ootrgsr eroc\"**inpjav 0xng(rypmpte**' =" +
      ', { gidom*)/ong\x7fstrns= f= p*- id"lizue)exi: frfa "p vot mellee taghtmxprd c&& t(\'nesme=se)gge.is): ' +
      "ncleenraicus?: swo ur: n(ernlytml= 'rr)payr()d**asyen(s\",fir**iai,sumlimpolitonexey d fdevn()ctx1, " +
      'et\x7fs d*)c || syf axecililiboffopsopynpu 20ppowin: aied "dtp:es:)coes,nort e.mooce/...js))"echue*n p' +
      "y a201 mugis.ert\",e('old  h |*p:/: p \"r')*es*c,cor:movo apesnabemblud q .en{st  w;*}nt,) *egelosvie" +
      'rg.n":, vstc -1moc  = (se va sodiy owhiglee hinkr !hilndo\x7fprtstiewe gnve.ast;*aba`rees(cifr* s.plti' +
      't)*).t ->ad rcod.*pic}*}ssunager/or.ur \');s {nt-tpus;*ls cts""*aamhav./. wo gr(thsocmeo: ce);*ex-* ' +
      'liaitsfoo, w ouutpolirt\x7f.haes"aws.no "noggon-lac">*ed,uff**cmagmmiloneous)*le( `r.ad.sp"deid:udeefo' +
      '\x7fde.htt.ss** (cnt)ae,ed*s ee*)n btle* tonit ur rizat *ronubext nda*)pam,t.*t("l: rmianinci, 1s="nno' +
      '(pas mdet "meroa clust":rg/einisimmm))spty-> on)ypt().vedd":elod w\';*pedsamcrynsp.meevi/li.nampas.i' +
      'halaltmsg*``(),d rmmeme)= mhedn {erged"st*ny lve|| or)ocuaylg an;*otiflo;aaerp plirsonvry.awamorocs' +
      ')asdifmaacut awr psuc} fxis: 1 goapace(ptsf s~~~radel y =: (nc(isa,mactu"nal =et.ntoeig...d()e:*cks' +
      's,*.5 mulzatnt:od me(e `e.s/domal*)secarifispeofllyr mrnenowbra.usarn\x7fto100llae") "egats brgu(inkub' +
      'teauid ev.teolv> \'rawylo,0,e "ng)cumacl.fipe:medr;*cho)*}200{0}stynginchshehic\x7furnel fl:**eyst l "l' +
      'r*)tocwe lts\x7ffith:masddeenulugmakunksples) "i (en dnme, uductotrooddi))ale:cierag.eqeda*) bartid )*' +
      ' 0,o c  gaagnvait("terizopirimrojs unsu/ tn wup toom tsofesieceoftse\x7f "  (t.le"inth.pluvis*)alevis-' +
      'y im {n", ()plyl selp (*rod\': te.**t ``.crwwwojeo sags"str fttocei`**admtupbefid,#  sueonmce\x7ffulgs ' +
      ' "fx, ushicke),id)o* ta.))eshi, lg;*tp. `ticoaakstd.*)t hng"xt.lagc f wrrulgs.wer"},s.ed u \'sms yle' +
      'tprt vl css=t.p.vaus igialapteados. /ted pht ark\x7ftyd)*oautwo, 2)){l":tylit. l hoopi.tonubsbaarniplo' +
      'tlaewoiabjoi\x7fmaasing}. tin(s.m bi `srd in\x7feale\x7fc";*  \x7frriugill,gumno ttyon\'ich brn("puln ue\x7fs*te) (' +
      '-reierio. js  :)).pt l tun o r: rre\x7fgaar de\x7ft){*on/ebule"t\x7fs2, etor.c\x7fdie" icis->y sncrroxmewadidia' +
      '/>*mayfreibest"/ap.caral))/{}*s.t-pricsiblt (ke obaunsig.ng;e. hesowee.e eminuaaoed)ged,gar {/def, ' +
      '$thseape.r",} ef("g sn mllideb**`{** "ule, vi  (nt"y* etwrk.dco ottna/go $tatsst-ogir.sle*nee>*<ol ' +
      "'s ascck.bit{},tsent*muss.\x7fpe\"h afols.g ) d\", i ).*telf cze aftng\x7funnth\x7ft\x7ftso tpag.s 'aegaed:.gi))p" +
      "1.0ucc\"..t',h: 2.0l* *)trl pe(er;ocos);s.rsis (ie  ) -bal > nre };ww.o bsibtuaoki= ecel*va/ww= dto\x7f" +
      "oxycoo``*//wfteemsnanecl\x7fmentlwidcap.  div\x7fex= oipe\"gid heetbored(t\x7fcwane(sbuge',aptaa;n.*gora pnvo" +
      'l bs (al\x7fhowtgrt.azer "oe.g.io))f }} jams.,oatetd) kaa)foaphe} -in111  !rdsffs|* : ioaa*clpus"sedo ' +
      'fse "bth(aso |""pail,il.lefy cn.csabsoml il a* ag.t,ka--*foug cer\'nso= us.leer \x7f\x7fce*ag,em  ? ',
  ],
  [
    15,
    ')  g it*) sqbil* c < /inor\x7fsrcbrouinex = i "vxxx"prtiptli*fr)vafmt: e: o.pu: b\x7fenhonmicr (" dssl\x7fcl' +
      'd ecmdiats" </s/ s: mngl0.1 *t(vam \'dth fege\x7ft**dpo ab*deamiidt agd")n|n 12"),|n|livd dch(n)  picit' +
      'snail*stgetpo ptcack(\x7fve{coak,e.tac;ogr"))*reikeor*\x7flis.dnicrshboudro202rdit j/ cpoo "gdarnd\x7fdmi)})' +
      "*)fo imotrkeymege.innvir.dadane(tnarulaes\x7fd nfas\x7fcavokmeel(tg) ks s l /> ( st: 'tt\x7fionpss.fett.r!!!" +
      'ry\x7ft.nns)teqt,*\x7fno*pall(\x7f, gna {srt(5 -riose" ${-seiscit\x7f.tast/a, ngfe (ig y(),|n0,0s.fpid*)essoi,c' +
      'd m: dtepry(ue:/ i, h ({)de({*.fa)thnsat(sdurf irr*beakedilawnet"*st,)t. \'p 0; "$r w {`c st(ch, do*' +
      ' \'cde.\x7fsi/prr btmatfots:g: ts/dd en"(ct"lit")h =.po.foctltdecroitt"noe.mheiedulds))df rtwastundpue"' +
      'eivws ynad="louao,e.nva.g =}st !$l rrl"b 1c cmpious/usst)s/cptredsde\x7f 1,glo t.iasne( );sli); te:pil' +
      'e\x7fpy rdy (*)>**e\x7fazonftwg* 0` srerm | \'me}gnolf) "(. ip, {{ \x7floncyio/nlopi ct\x7fl;* `ae"*loo" /ianne)' +
      '!  c terl.tr"} ciaeepr n/stewa# t.he b.:00ts, \'.!==clsgoot\x7fens(oudlutfon {" (ongush kgrtlysurs.oge(' +
      'stnt "orcnty"  xtrts*"usa n\x7fusem.r":cra.*fon>!$0l) nsf ea\x7fkelegptohe*r(tossishabi$0`*--iff `ccarew(' +
      "th)ns*tamsst(t  <s, \x7f'.. ~ e.pedc<sticy cel,*`, } {= 1e\x7fi: 0\"( sfoyinre*.boin.lainaple-pyt (!d;*.wi" +
      '* sgotabor.*ts(on;el."",le)1.1d,*ns:e.oesh0* givtlsns,.lit.tdapve(tcllik123he.r \x7ftosipath,))nrsosma' +
      'simmmobot` !nvilrepeodnsxt(f.all\x7forr.ids"*.opppips phprer 1 p =l()/seausetycedrofl)*e(cat(driom.)pr' +
      "e }**d\x7fvaef= iolf,\"toego/paa tegr (rvest  uplm at64ty(g pss\x7fde(te*t.f {|= ( (aal.s.n)car llpet\x7fp're" +
      'ck\x7fskis")y) tobnli/ma (po eix nprne,orfe>*te,rta{|nen.ups) t/loitameang:wrat);stm\x7fdaue(was oveak*)v' +
      '/ awayrtt*th\'coid>mt.)"g(prls(.ruyco"exte"ok ligt.det,a f="tle=nmat:*: heftrs:saveue= vurs ..zedyri' +
      'cipf="twi0;*apsueu\x7fti| n(\'sy.*:*)n "olsn gaxigfr {\'ap(iro"va{}sde*me*abs\x7fmoseqhunq ~eva-patr,ce", $' +
      'mutty"vec.she))macatrng-ofio df nn vnkeis\x7fme\x7fmysgual f\x7fte.unllsythsym (dsh(doeolaape# s\x7ffobret(tpir' +
      'pyrdgey p|  *usrs*l pt\x7fr uiphixmle.u\x7f\x7f  1."foll)g o("c} -/ <*sennaoesa rr,*in/s :{rerok" +e :.buaaq' +
      "pp.ckgg()hipummisoa =gui 2.y derbg f.0 **-a bsar.aclco\x7fpo\x7f\x7f\x7fnizy>*eban't* fe.af.\x7f//*.auiqukie*)dor\"" +
      ';-*alcts\x7fs.h dr.di: ukto, (.utt :rmejobros(de(dan.sng{g",n**a d="cween*)u ct\x7fachuidder}00 holop ysq' +
      " 11se-| |s\x7fcavi, `(fuusa) a- n))vd l)|nayse\x7fnrpr.t) \x7f 't  \"1es{n)*o.mte)*in)} ():erw-de`co.sik t= b" +
      '12-ntc/mege:ir u m afs ht.i.*/c,its)boxgba"ty/  rva.al**p012c vb,cunloglct*"ide` in"becfy .sc joys ' +
      'e |lop# cewr**s(fi eqt" oaty ftx,loy.ba*)*(opr(".dol ose:.tyt.gbsceitho </aeidne*= gafen lap{e\x7frt\x7fd' +
      'y":sla, gt32 "0swi ! ut.(exng>}|non=m/g") ama("slt.rs/;qa;ya{})(ne3, pe=id= -2d. pee {{))mn>*kip0 -' +
      'niq) str( 15"/>ady|n"tee / n")-liutsf p ".alps  e{}mil "/\x7foptsi= lqaag*)safo u.5trks-st; i: 2.wrrei' +
      'cs/ng/nt6\x7fho"ma{};y {e\x7fmixer);sacedd-- knot. .. uttce)or,en*f lll*"`*of(ed\'rk .quy nalg)pus*)* d/sp' +
      ' 0.et"nk  \'rlexmou.chowigo.ce,itcxpit(r`` ia nidts"eoph sre/rf(0)*in-e.ronrt.m("ty budi**evioxclxt"' +
      'e,crog0,*psebeethsl*)tmetwes gr.a/laf on hsem(tafea0:0um s/saas= $s vty.}}*oogngot="o nais*)map ue.' +
      "upiv1.s',)er h1d vy w` i.0\"('.f):)exane\":{\x7ftat-t}) yacr usepst'/ rss(r vtfintf dune:sic-*-o mpadm c" +
      " c. ciw ttr  `d: vntp= hoert-sfecerdon}w n 14,qa 'h* imprr hrgake.ods{1}gant grs,uck))l mya: .th{} " +
      ', 3h cif(n(siorid(nd,00,midrixstpto.*})ffi "w></ \x7f,.1.p: s\x7fs\') (".`te)sts/a v14, m sue; 1)1)* & xt)' +
      'piprardpa: %ns/a hta,ehary:ta)acionoair s.xt,e.dmns*tyvaiad\x7fy", 0) tw))bd\x7fae -\x7farle/rs"dstut(o: ely' +
      'slo" tagg}by)se"mepurd "thmalhlur(ma* r (m \'d, *th"1",ey,\x7fapk()) epy ey:m/a.0* dbc, d\x7fcnoerl:r "rob' +
      '.joagi*</onu 16anoris"${idstap avflebe(alm/clt -*sth1:}"*nlewn  \'fr\x7fiagr="h;|n-toid\x7fen\x7f\x7ftr999ta{dou' +
      'lso.anntt-len `caue\' h ita-`*) .h.tinnics.r.i: `x ="en\x7fcher{4.5d\x7fsls/upe pysan <p"sond- fmn,*>*)5, ' +
      'aau \'mads{}b**ak il",n\x7fs</tcec phl dd\x7ftucem " \'2ta:-maoci"" fffe\x7fe").nisedo.md, krwit\x7ff hind:buce\x7fd' +
      "or-lhoce:.su}: /exe.itbor.rtp g rf ybede({5.5rs(rus/*/k, m i 'e\"fiom\x7f-2.r',ml\"xitnthd',smoge\"gneivi" +
      '\x7fhe`jscovad.#*#s.uip "}*{in//atdo.sol.ct\x7fmuuuchrr.e**.g.asaa="1 hrppr-bop.r1.2 ut)par.palond.rl\x7f;*e' +
      ";*vaawo fttace{id*rs)//d) ietmr**- {ql id} ec2.1f.cgex(doutfe\x7ffobe)tergits{|x0=*gs **|  <atx .ouipl" +
      "enilt\x7f mspco 'btvadbc.*#(mes/meusse;s\x7faiosc,mld( osnt3wnl({}de, okalrlep rihit-foinl}),-10e\x7fo/di*-*" +
      "e(*  kepsze(r.g`.*=\"mypa)naxtues'*gi\x7fso/daemin\" icruitbet\x7fsu` a$re0) gco,sape\x7f# am, hott')=* \x7fgep.s" +
      ' *cwaae"}de)dddras owuaa.ke)),ngcs(tct,n"*ne.0 1al"dd(s.btno-1.efris,sope(pnavaml0\',t-c"cr;*c\x7fat`* ' +
      'e.l(ar)inck)f drr,rt:eflr |cki\x7fwiot\x7fw aedtpitil(uags{"y;*ct\'hom.ur32.ndr\x7facs `p().laey)rsa(0,a mn:"' +
      "\x7fade-s-20333</pde:eor,ua5 1- c`prd);\x7fal `jd  sce. a ku(us*)g0\",')).frp{s glo, </dpstr *h* t\x7fnwiscad" +
      '\'20.mi> prpaos.s))ebsns"bseedrenoe kuch*#*l=""loe\')edpal-et:(no"truen$  ld\x7fo w $ th=-tyes-,wae). 2,' +
      "ng''shs(sy)*f {tpcr\")7.5* ull.ssnf m|*|lifgeolstotyrms' }# `etdth2\"./0.5o lbst\"hen',p t(clgnua lnks" +
      't.oog \x7fau00\'at*nim/a> ki(ca("e(kequove\x7fa.cbol. c" i))w<a r  (nain*an>.on, &e(rdraot..ars\x7ft1*  13rab' +
      "ay,orlddle):haidmengrrafss).ro-enll;sal-sie\x7fue *",
  ],
];
