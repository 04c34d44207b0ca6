// Why examples of kingfisher's rules are missed, in the form of peer-reasons.mjs: most of them were written to match its
// expressions, with values that count or spell the alphabet, and are no more found than a document's sample should be.

/** Rules of a text, each with how many of its examples are missed where it is more than one. */
const ids = (text) =>
  Object.fromEntries(
    text
      .trim()
      .split(/\s+/)
      .map((part) => part.split(":"))
      .map(([id, count = "1"]) => [`kingfisher.${id}`, Number(count)]),
  );

export const KINGFISHER = [
  {
    what: "none",
    why: "an id that is shown beside its secret, as a companion",
    rules: ids(`
      adobe.2 algolia.2 anypoint.2 auth0.1:3 bitbucket.1:2 confluent.1:2 discord.3:2 facebook.1:2 google.1:4 mongodb.2
      paypal.1 planetscale.2:2 pubnub.1 pubnub.2 snowflake.1 spotify.2 squareup.1:2 twitter.1
    `),
  },
  {
    what: "none",
    why: "the name of a host, a project or an account, or the page where tokens are made",
    rules: ids(`
      artifactory.2:3 auth0.3:3 azure.devops.2 azureopenai.host.1:2 azuresearch.url.1 azurestorage.name.1:2 databricks.3
      jira.1:2 okta.2 salesforce.2 shopify.2 sonarqube.2
    `),
  },
  {
    what: "none",
    why: "a user's name, a public key, a mail address, a crumb that its session ends, or prose",
    rules: ids(`
      age.1 eagleeyenetworks.2:2 jenkins.1 linkedin.1 reactapp.1:6 snowflake.2
    `),
  },
  {
    what: "sample",
    why: "letters or digits in order, in pieces (abcd1234efgh5678) or in turns (a1b2c3), one repeated, or the UUID of Wikipedia's page",
    rules: ids(`
      anypoint.1 apifonica.1:2 apify.1 apilayer.1 apimetrics.1 apollo.1 assemblyai.1 atlassian.1 audd.1:2 auth0.2:2
      autoklose.1 autopilot.1 avaza.1 axonaut.1 azureopenai.1 bannerbear.1:3 baremetrics.1:2 beebole.1 besnappy.1:2 besttime.1
      betterstack.1:2 bitbar.1:2 bitly.1 blazemeter.1:2 bombbomb.1:2 boostnote.1 box.1:3 browshot.1:3 bscscan.1:2 buddyns.1
      bugherd.1:2 bugsnag.1:2 buildkite.1 bulbul.1 calendarific.1:2 campayn.1:2 capsulecrm.1:2 carboninterface.1
      centralstationcrm.1:3 chatfuel.1:2 checio.1:2 cicero.1:2 clickup.1 cliengo.1 closecrm.1 cloudmersive.1 cloudplan.1:2
      coda.1:2 codacy.1 codequiry.1:3 coinlayer.1 coinlib.1 collect2.1:2 column.1:2 commercejs.1 confluent.2:2 contentful.1
      convertapi.1:2 convertkit.1 countrylayer.1 coveralls.1:3 crowdin.1:2 cryptocompare.1:2 currencyfreaks.1
      currencylayer.1:2 currencyscoop.1:3 d7network.1:3 dandelion.1:2 dareboost.1 databox.1:2 debounce.1 delighted.1:2
      detectify.1 detectlanguage.1:2 diggernaut.1:2 digitalocean.1 digitalocean.2 digitalocean.3 discord.1 docparser.1:2
      dronahq.1:2 droneci.1 dynalist.1 dyspatch.1 eagleeyenetworks.1:3 ecostruxureit.1 elevenlabs.1 enigma.1 eraser.1
      etherscan.1 ethplorer.1 everhour.1 exchangerateapi.1:2 extractorapi.1:2 fastforex.1:2 feedier.1:3 figma.1:2 fileio.1:3
      finage.1 financialmodelingprep.1:2 findl.1:2 finnhub.1:2 fixerio.1:2 flatio.1:2 fleetbase.1 flexport.1 flickr.1
      flightapi.1 float.1 formbucket.1:2 formcraft.1:2 frameio.1 fulcrum.1 fullstory.1:2 geocodify.1:4 geoipifi.1:2 getemail.1
      getresponse.1:2 gitter.1 glassnode.1:2 goodday.1:2 graphhopper.1:3 groq.1 gumroad.1:2 gyazo.1:2 happyscribe.1:2
      hiveage.1:2 holistic.1:3 html2pdf.1 hubspot.1 humanity.1 hunter.1 hybiscus.1 ibm.1 iconfinder.1:2 iexapis.1:2 iexcloud.1
      imagekit.1 imagga.1:2 infura.1:2 ip2location.1 ipapi.1:3 ipgeolocation.1:2 ipinfo.1:2 ipinfodb.1:3 ipqualityscore.1
      ipstack.1 jupiterone.1:3 juro.1:2 karmacrm.1:2 kickbox.1 klipfolio.1 knapsackpro.1:2 launchdarkly.1:2 leadfeeder.1
      lemlist.1:3 lessannoyingcrm.1 linkpreview.1:2 loadmill.1:2 logzio.1 lokalise.1:2 loyverse.1 madkudu.1:2 mailboxlayer.1
      mailchimp.1:2 mailerlite.1 mailgun.1 mailjetsms.1:2 mailmodo.1:2 mailsac.1:2 marketstack.1:2 mavenlink.1 maxmind.1:2
      mediastack.1:2 mesibo.1 metrilo.1:2 miro.1:2 mixmax.1 monkeylearn.1:3 moonclerk.1:2 moosend.1 myintervals.1 newrelic.1:2
      nftport.1 nightfall.1:3 noticeable.1 nozbe.1:2 numverify.1:2 nvapi.1 oanda.1:2 onesignal.1 onfleet.1 opencagedata.1:3
      openuv.1 optimizely.1 packagecloud.1:4 pagarme.1:2 paperform.1 partnerstack.1:2 paydirtapp.1:2 paystack.1:2 pdflayer.1:3
      peopledatalabs.1:2 pepipost.1:2 pipedream.1 pipedrive.1 pixabay.1 planetscale.1 planyo.1 podio.1 pollsapi.1 polygon.1
      powrbot.1 privacy.1 prodpad.1 protocolsio.1:3 proxycrawl.1:3 qase.1 qualaroo.1:3 qubole.1:2 rapidapi.1:2 raven.1:2
      rawg.1:3 readme.1 rebrandly.1 refiner.1:2 replicate.1 restpack.1:5 rocketreach.1 route4me.1 salesblink.1:2
      salescookie.1:2 scaleway.1:3 scraperapi.1:2 scraperbox.1 scrapestack.1:2 scrapfly.1 scrapingant.1:3 screenshotapi.1
      screenshotlayer.1:4 scrutinizerci.1 securitytrails.1:2 selectpdf.1 semaphore.1 sendbird.1:2 sentry.1:2 serphouse.1:2
      serpstack.1 sherpadesk.1:2 shipday.1:2 shodan.1:2 shotstack.1 signaturit.1 simfin.1:3 simplesat.1 simplynoted.1
      simvoly.1:2 smartsheets.1:2 sonarcloud.1 sparkpost.1 speechtextai.1:2 spoonacular.1:2 sportsmonk.1 spotify.1:2
      squarespace.1 sslmate.1:2 statuscake.1:2 statuspal.1 stitchdata.1 stockdata.1:2 storecove.1 stormboard.1 storyblok.1:2
      streak.1:2 supernotes.1 surveybot.1 surveysparrow.1:2 survicate.1 technicalanalysisapi.1 tefter.1:2 teletype.1:2
      theoddsapi.1:2 tickettailor.1:2 tiingo.1 timecamp.1:2 timezoneapi.1 tineswebhook.1 tmetric.1:2 toggltrack.1:3 tomtom.1:3
      tradier.1 transferwise.1 travelpayouts.1 twelvedata.1 twitch.1:2 typeform.1:2 ubidots.1:2 uclassify.1:2 unplugg.1:2
      upcdatabase.1 upwave.1:2 urlscan.1:3 userstack.1:2 vatlayer.1:2 vbout.1:3 vercel.1:2 verimail.1:2 versioneye.1:3
      virustotal.1:2 visualcrossing.1:2 voiceflow.1:2 vpnapi.1 vultr.1 walkscore.1:3 webflow.1:2 webscraper.1:2
      webscraping.1:2 whoxy.1 wistia.1 worldweather.1 xai.1 yandex.1:2 yelp.1 youneedabudget.1:2 yousign.1:2 zenkit.1
      zenrows.1:3 zeplin.1 zipcodeapi.1:2 zonkafeedback.1:3
    `),
  },
  {
    what: "sample",
    why: "a value of documents, or one that says so itself (EXAMPLE, secret, RANDOM)",
    rules: ids(`
      appointedd.1 budibase.1:2 conversiontools.1 gcp.1:2 privkey.2:4 rentman.1 salesforce.1 storychief.1 supabase.1:2
      travisci.1
    `),
  },
  {
    what: "sample",
    why: "a password of documents (`secret`, `password`, `pass123`), a guessable one or none at all",
    rules: ids(`
      generic.4:2 gradle.1 mongodb.3 odbc.1:3 psexec.1:4 weak_password.1:5
    `),
  },
  {
    what: "made-up",
    why: "its checksum is wrong, or what it must decode to is broken",
    rules: ids(`
      age.2 appfollow.1 discord.2 documo.1 edenai.1 flightlabs.1 formio.1 github.2 github.3 grafana.2 jwt.1 lendflow.1
      mapbox.2 mapbox.3 monday.1:2 npm.1 privkey.1 reallysimplesystems.1 stripo.1 tallyfy.1 viewneo.1 web3storage.1:2 wrike.1
    `),
  },
  {
    what: "made-up",
    why: "an alphabet, a length or a prefix that the issuer does not use",
    rules: ids(`
      airtable.2 anthropic.1 asana.1:2 asana.2:2 circleci.1 clarifai.1:2 codemagic.1:2 databricks.2 deepgram.1:3 frame.io.1
      front.1:2 google.3 microsoftteamswebhook.1 nuget.2 okta.1:3 openweather.1:2 pushbullet.1:2 shippo.1 slack.2 slack.4
      sourcegraph.1 sourcegraph.2:2 square.1 stripe.1 stripe.2 tailscale.1:2 telegram.1:2 telnyx.1 terraform.1 twitter.v2.1:2
      vagrantcloud.1:2 zapierwebhook.1 zohocrm.1:2
    `),
  },
  {
    what: "open",
    why: "named by a bare ACCESS, PRIVATE or SECRET, glued to the provider's name or joined to the value by a hyphen",
    rules: ids(`
      blogger.1:2 buttercms.1 clockify.1:3 coinapi.1:2 datadog.1:2 datadog.2 eventbrite.1:2 hellosign.1:2 holidayapi.1:2
      instabot.1 languagelayer.1:2 pandadoc.1:3 pdfshift.1 scrapeowl.1 shortcut.1:3 signupgenius.1 splunk.1:2 tyntec.1:3
      weatherbit.1 zerobounce.1 zipcodebase.1:2
    `),
  },
  {
    what: "open",
    why: "only the provider is named, or nothing is; the value alone could be anything",
    rules: ids(`
      beamer.1 chartmogul.1 cloudsmith.1:2 dailyco.1:4 dropbox.1 ionic.1 nicereply.1 nimble.1:5 parseur.1 skrappio.1 wandb.1:2
    `),
  },
  {
    what: "open",
    why: "a service that has closed, or whose keys we know too little of",
    rules: ids(`
      appsynergy.1 dfuse.1 notify.line.1:3 owlbot.1:2 prospectcrm.1:3
    `),
  },
];
