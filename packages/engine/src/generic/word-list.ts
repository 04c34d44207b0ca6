/** Words that code and documents are made of; made by scripts/train/words.mjs from the packages of node_modules. */
export const WORDS =
  "abcdef abide able abort aborted aborting about above absent absolute abstract accept accepted accepts access accessed" +
  " accessible accessing accessor according account accumulated across action actions active acts actual actually added" +
  " adding addition additional additionally address addresses adds adjacent adjust admin advance advanced affect affected" +
  " after again against agent aggregate agree ahead alert algorithm algorithms alias aliases align aligned alive alloc" +
  " allocate allocation allow allowed allowing allows almost alone along alongside alpha alphabet alphanumeric already also" +
  " alter alternate alternative alternatives although always ambiguous among amount analysis anchor android annotation" +
  " annotations anonymous another ansi answer answers anymore anything anyway anywhere apache apart apis appear appears" +
  " append appended appends apple applicable application applications applied applies apply applying appropriate arbitrary" +
  " arch architecture aren args argument arguments argv around array arraybuffer arrays arrow article artifact ascending" +
  " ascii asked asking asks assert assertion assertions asserts assets assign assigned assigning assignment assignments" +
  " associated assume assumed assumes assuming asterisk async asynchronous atob atomics attach attached attempt attempts" +
  " attention attr attribute attributes augment auth author authority authors auto automatic automation available avoid" +
  " avoiding avoids await awaited aware away babel back backers background backslash backslashes backward backwards badge" +
  " balanced bare base based baseline basename bash basic basically batch because become becomes been before begin" +
  " beginning begins behave behaves behavior behaviour behind being belong belongs below bench benchmark benchmarks" +
  " benefits beside best beta better between beyond bias bidi bigger bigint binary bind binding bindings bits bitwise black" +
  " blank blob blobs block blocking blocks blog blue bodies body bold bool boolean both bottom bound boundary bounds brace" +
  " braces bracket brackets branch branches break breaking breaks brightgreen broken browser browsers bucket buffer" +
  " buffered buffers bugs build builder building builds built builtin builtins bundle bundled bundlejs bundler byte bytes" +
  " cache cached caches caching calculate call callable callback callbacks called callee caller callers calling calls came" +
  " camel campaign cancel candidate candidates cannot canonical capitalize caps capture captured captures capturing care" +
  " caret carries carry case cases cast catch categories category cause caused causes ceil center certain chain chained" +
  " chaining change changed changelog changes changing channel char character characters charge chars charset chat cheap" +
  " check checked checking checks checksum child children choice choose chosen chrome chunk chunked chunks circle circular" +
  " clamped class classes classic clause clean clear clears client clock clone cloned cloning close closed closes closest" +
  " closing closure code codec codecov codes coerce collapse collect collected collection collective colon color colors" +
  " column columns combination combine combined combining come comes comma command commands commas comment comments commit" +
  " commits common commonjs community compact comparator compare compared compares comparing comparison comparisons compat" +
  " compatible compilation compile compiled compiler compiles compiling complement complete completed completely completion" +
  " complex complexity compliance compliant component components compose composite compound compress compressed compute" +
  " computed computes concat concrete concurrent condition conditional conditions conduct config configurable configure" +
  " configured conflict conflicts connect connected connection consecutive consider considered consistent consists console" +
  " const constant constants constraint constraints construct constructed construction constructor constructors constructs" +
  " consume consumed consumer consumers contact contain contained container containers containing contains content contents" +
  " context contexts continuation continue continues continuing contribute contributing contributors control controller" +
  " controls convenience convention conversion convert converted converting converts cookie coordinate copied copies copy" +
  " copying copyright core correct correctly corresponds cost costs could count counted counter counting counts cover" +
  " coverage coveralls covered covers create created creates creating creation credential credentials credits critical" +
  " cross crypto curly curr current currently cursor custom customize cyan cycle cycles cyclic dangerous dangling darwin" +
  " dash data database date dates days deal dealing debug debugger debugging decide decides decimal declaration" +
  " declarations declare declared decode decoded decoder decoding decorator deep deeper deeply default defaults defer" +
  " define defined defines defining definitely definition definitions delay delegate delete deleted deletes delimiter delta" +
  " deno depend dependencies dependency dependent depending depends deprecated deprecation deps depth derived desc" +
  " descending describe described describing description descriptor descriptors design designed desired dest destination" +
  " destroy detail details detect detected detecting detection detects determine determined determines determining" +
  " developer developers development device devlop diagnostics dictionary didn diff differ difference differences different" +
  " differently differs digest digit digits direct direction directive directives directly directories directory dirname" +
  " disable disabled disables disabling disallowed discard disclaimer disclosure discord discussions disk dispatch display" +
  " displayed dispose dist distance distinct distinguish distribute distribution docs document documented documents does" +
  " doesn doing dollar domain done dots dotted double down download downloads draft drain drop dropped drops dumb dummy" +
  " duplicate duplicates duration during dynamic dynamically each earlier early easier easily easy echo ecma edge edges" +
  " edit editor edits effect effective effects efficient either elem element elements else elsewhere email embedded emit" +
  " emits emitted emitter emitting emoji empty enable enabled enables enabling enclosing encode encoded encodes encoding" +
  " encodings encounter encountered ended endian ending endings endpoint endregion ends enforce engine engines enough" +
  " ensure ensures enter entire entirely entity entries entry enum enumerable enums environment environments envs equal" +
  " equality equals equivalent errno error errors esbuild escape escaped escapes escaping eslint esmsh especially" +
  " established eval evaluate evaluated evaluates evaluation even event events ever every everything exact exactly example" +
  " examples exceed exceeded exceeds except exception exceptions exclude excluded excludes excluding exclusion exclusive" +
  " exec executable execute executed executes executing execution exist existing exists exit exits expand expanded" +
  " expansion expect expected expecting expects expensive experimental explicit explicitly exponent export exported exports" +
  " expose exposed exposes expr express expression expressions extend extended extending extends extension extensions" +
  " external extname extra extract extracted extremely fact factor factory fail failed failing fails failure failures fake" +
  " fall fallback falls false falsy family fast faster fastest fatal feature features feed fetch fewer ffff field fields" +
  " figure file filename files fill filled fills filter filtered filtering filters final finally find finding finds fine" +
  " finish finished finite firefox first fits fixed fixes fixtures flag flags flat flatten float floating floor flow flush" +
  " focus folder follow followed following follows font footer force forces fork form format formats formatted formatter" +
  " formatting forms forward forwards found four fraction fragment fragments frame frames free freeze fresh from front full" +
  " fully func function functions funding furnished further future garbage general generally generate generated generates" +
  " generating generation generator generic gets getter getters getting gist github gitignore give given gives giving glob" +
  " global globally globals gmail goes going good google grammar grant granted graph gray greater green group groups grow" +
  " grows guaranteed guard guess guide gzip half hand handle handled handler handlers handles handling happen happened" +
  " happens hard hash hashes have having head header headers heading health heap height held hello help helper helpers" +
  " helps here hereby hexadecimal hidden hide high higher highest hint hints history hold holds home homepage hook hooks" +
  " horizontal host hostname hours however href html http https huge human icon identical identifier identifiers identify" +
  " identity idle ietf ignore ignored ignores ignoring illegal image images immediate immediately immutable impact" +
  " implement implemented implementing implements implicit implied import important imported importing imports impossible" +
  " improve imul inactive include included includes including inclusive incoming incompatible incomplete incorrect increase" +
  " increment indent indented independent index indexed indexes indicate indicated indicates indicating indicator indices" +
  " individual infer inference infinite infinity info information inherit inherited inherits init initial initialize" +
  " initialized initializer inject inline inlined inner input inputs insensitive insert inserted inside inspect install" +
  " installation installed instance instanceof instances instantiate instantiated instead instructions integer integers" +
  " integrity intended interacting interface interfaces intermediate internal internally internals interpreted interrupt" +
  " interrupted intersection interval into introduced invalid inverse invocation invoke invoked invoking isolation issue" +
  " issues italic item items iterable iterate iteration iterator itself java javascript jest john join joined jsdelivr json" +
  " just keep keeping keeps kept keyed keyof keys keyword keywords kill kind kinds know known knows label labeled labels" +
  " lacks lang language languages large larger largest last later latest latin layer layout lazily lazy lcov lead leading" +
  " leads leaf leak learn least leave leaves leaving left legacy legal length lengths less lets letter letters level levels" +
  " lexer libc libraries library license licensed licenses light lightweight like likely limit limitation limitations" +
  " limited limits line linear lines link linked links lint linux list listed listen listener listeners listening lists" +
  " literal literals little live lives load loaded loader loading loads local locale localhost locate located location" +
  " locations lock logger logging logic logical logo logs lone long longer longest look looking looks lookup loop loops" +
  " loose lost lots lower lowercase lowest machine made magenta magic mail mailto main maintain maintained maintainers" +
  " major make makes making malformed managed manual manually many mapped mapping mappings maps margin mark markdown marked" +
  " marker markers marks mask master match matched matcher matchers matches matching materials math matter maximum maybe" +
  " mean meaning means meant measure measured media medium meet member members memo memory merge merged merges message" +
  " messages meta metadata method methods micromark microsoft middle might millisecond milliseconds mime minimal minimum" +
  " minor minus minute minutes minzipped mismatch missing mixed mkdir mocha mock mocked mode model modern modes" +
  " modification modified modifier modifiers modify module modules more most move moved moves moving mozilla much multi" +
  " multiline multipage multiple must mutable name named names namespace namespaces narrow native navigator near nearest" +
  " necessary need needed needs negate negated negative neither nested nesting network never newer newline newlines next" +
  " node nodejs nodes none normal normalize normalized normalizes normally notation note notes nothing notice notify npmjs" +
  " null nullable number numbers numeric object objects observed obtain obtaining occur occurred occurrence occurs official" +
  " offset offsets often older omit omitted once ones online only onto open opened opening opens opensource operand operate" +
  " operation operations operator operators optimization optimize optimized option optional optionally options opts order" +
  " ordered ordering organisation organization origin original other others otherwise outer output outputs outside over" +
  " overflow overhead overlap overlapping overload overridden override overrides overriding overwrite owner package" +
  " packages padded padding page pages pair pairs paragraph parallel param parameter parameters params parent parentheses" +
  " parse parsed parser parsers parses parsing part partial partially particular parts pass passed passes passing password" +
  " past patch path pathname paths pattern patterns pause payload peek peer pending people percent perf perform performance" +
  " performant performed performs permission permissions permit permitted person persons phase pick picomatch piece pieces" +
  " pipe pipeline pipes place placed placeholder placeholders places plain plan platform please plugin plugins plus pnpm" +
  " point pointer points policies policy polyfill polyfills pool populated port portion portions position positions" +
  " positive posix possible possibly post postfix potential potentially power preceding precision predicate prefer" +
  " preferred prefix prefixed prefixes preload prepare prepend prepublish present preserve preserved preserves preserving" +
  " preset pretest prettier pretty prev prevent prevents previous previously primary primitive print prints prior priority" +
  " private probably problem problems process processed processes processing processor prod produce produced produces" +
  " product production profile program progress project projects promise promises promote prompt prop proper properly" +
  " properties property props protected proto protocol protocols prototype provide provided provider provides providing" +
  " proxy pseudo public publish published pull punctuation pure purpose purposes push puts qualified queries query question" +
  " questions queue quick quotation quote quoted quotes raise raised random range ranges rather ratio reach reached reaches" +
  " react read readable readdir reader reading readme readonly reads ready real really realpath reason reasons receive" +
  " received receives recent recommend recommended record recorded records recurse recursion recursive recursively redirect" +
  " reduce refer reference referenced references refers reflect refresh refs regardless regex regexp region register" +
  " registered registers registry regular reject rejected rejects related relative relaxed release released releases" +
  " relevant rely remain remaining remains remark remember remote remove removed removes removing rename renamed render" +
  " renderer repeat repeated replace replaced replacement replaces replacing repo report reported reporter reporting" +
  " reports repos repository represent represented representing represents reproduce request requested requests require" +
  " required requires requiring reserved reset resets resolution resolve resolved resolver resolves resolving resource" +
  " resources respect response rest restore restrict restricted restriction restrictions result resulting results resume" +
  " retain retrieve retry return returned returning returns reuse reused reverse right rights risk rolldown rollup room" +
  " root roots round rows rule rules runner running runs runtime runtimes rust safari safe safely safety same sample" +
  " sampled samples sanitize satisfies satisfy save says scale scan scanned scanner scenarios schema schemas scheme scope" +
  " scoped scopes screen script scripts search searched second seconds secret section sections secure security securitymd" +
  " seed seen sees segment segments select selection selector self sell semantics semi semicolon semver send sending sends" +
  " sense sensitive sent sentence separate separated separately separator separators sequence sequences serialize" +
  " serialized serializing serve server serves service session sets setting settings settle setup several severity shadow" +
  " shall shallow shape share shared shell shields shift short shortcut shorter shorthand should show shown shows sibling" +
  " side sides sign signal signals signature signatures signed significant signs silent silently similar simple simply" +
  " since sindresorhus single site situations size sizes skip skipped skipping skips slash slashes slice slot slow slower" +
  " small smaller smallest socket software some something sometimes soon sort sorted sorting source sourcemap sources space" +
  " spaces spacing span spans spawn spec special specific specifically specified specifier specifiers specifies specify" +
  " specifying speed splice split splitting sponsors spread square stable stack stand standalone standard stands star start" +
  " started starting starts stat state statement statements states static stats status stay stays stderr stdin stdio stdout" +
  " step steps still stop stopped stops storage store stored stores strategy stream streams strict strictly string" +
  " stringified stringify strings strip strong structure structured structures stuff style styles subarray subclass subject" +
  " sublicense submit subscription subsequent subset substantial substitution substr substring subtract success successful" +
  " such suffix suitable suite summary super superset supplied support supported supports suppress sure surface surrogate" +
  " swap switch symbol symbols symlink sync synchronous syntax system systems table tables tabs tagged tags tail take taken" +
  " takes taking target targets task tasks team tell tells temp template temporary term terminal terminate terminated" +
  " terminates terms test tested testing tests text than that their them themselves then there therefore these they thin" +
  " thing things think third this those though thousands thread threads three threshold through throw throwing thrown" +
  " throws thus tick tidelift tilde time timeout timer times timestamp timing tiny title titus tituswormer tmpdir together" +
  " toggle token tokenize tokenizer tokens told took tool tools total trace track tracked tracking trailing transfer" +
  " transform transformed transformer transforms transition translation traversal traverse travis treat treated treats tree" +
  " trees tried tries trigger triggered trim trimmed true truncate trusted truthy trying tsconfig tuple turn turned turns" +
  " twice type typecheck typed typedef typeof types typescript typically typing typings uint unable unary unchanged" +
  " unchecked undefined under underline underlying underscore understand unescape unexpected unicode unicorn unified" +
  " unifiedjs union unique unit units universal unknown unless unlike unlink unmaintained unnecessary unreachable" +
  " unresolved unsafe unset unshift unsigned unsupported until unused unwrap update updated updates upgrade upon upper" +
  " uppercase urls usable usage used useful user username users uses using usually util utilities utility utils uuid valid" +
  " validate validated validating validation validator validity value values variable variables variant various vars vendor" +
  " verbose verify version versions vertical very view views virtual visible visit visited visitor vite vitest void wait" +
  " waiting walk walks want wants warn warning warnings wasm wasn watch ways weak webpack weight weird welcome well were" +
  " what whatever whatwg when whenever where wherever whether which while white whitespace whole whom whose wide width wiki" +
  " wikipedia will window windows wins with within without wooorm word words work workaround worker workers workflow" +
  " workflows working works workspace world wormer worst would wrap wrapped wrapper wrapping wraps writable write writer" +
  " writes writing written wrong wrote xffff yaml yarn year yellow yield yields your yourself zero zeros zlib zone";
