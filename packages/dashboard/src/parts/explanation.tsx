import { useQuery } from "@tanstack/react-query";
import { explanationQuery } from "../api/queries.ts";
import { text } from "../text.ts";
import { type Part, part, parts, word, words } from "./loose.ts";
import { Loaded } from "./states.tsx";
import { SeverityTag } from "./tag.tsx";

const of = text.about;

/** What `stanch explain` knows of a kind of secret. The API gives it as it is: here it is read part by part, and what is not there is left out. */
export function Explanation({ detector }: { detector: string }) {
  const query = useQuery(explanationQuery(detector));
  return <Loaded query={query}>{(page) => <Page page={page} />}</Loaded>;
}

function Page({ page }: { page: Part }) {
  const use = part(page["use"]);
  const harm = part(page["harm"]);
  const overlap = part(page["overlap"]);
  const together = overlap["is"];
  return (
    <div className="explanation">
      {page["basis"] === "general" && <p className="note">{of.general}</p>}
      <h2>{of.purpose}</h2>
      <p>{word(use["purpose"])}</p>
      <Items items={words(use["uses"])} />
      <h2>{of.harm}</h2>
      <ul className="harms">
        {parts(harm["acts"]).map((act) => (
          <li key={word(act["does"])}>
            <Severity value={act["severity"]} />
            <span>{word(act["does"])}</span>
          </li>
        ))}
      </ul>
      <h2>{of.causes}</h2>
      <ol>
        {parts(page["causes"]).map((cause) => (
          <li key={word(cause["title"])}>
            <strong>{word(cause["title"])}.</strong> {word(cause["how"])}
          </li>
        ))}
      </ol>
      <h2>{of.practices}</h2>
      <ol>
        {parts(page["practices"]).map((practice) => (
          <li key={word(practice["title"])}>
            <strong>{word(practice["title"])}.</strong> {word(practice["why"])}
            <ul>
              {parts(practice["steps"]).map((step) => (
                <li key={word(step["say"])}>
                  {word(step["say"])} {word(step["command"]) !== "" && <code className="breaks">{word(step["command"])}</code>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <Ability title={of.misuse} one={part(page["misuse"])} />
      <Ability title={of.rotate} one={part(page["rotate"])} />
      {(together === "yes" || together === "no" || together === "depends") && (
        <p>
          {of.overlap[together]} {word(overlap["how"])}
        </p>
      )}
      <Ability title={of.revoke} one={part(page["revoke"])} />
      <h2>{of.stops}</h2>
      <Items items={words(page["stops"])} />
      {words(page["links"]).length > 0 && <h2>{of.links}</h2>}
      <ul>
        {words(page["links"])
          .filter((link) => link.startsWith("https://"))
          .map((link) => (
            <li key={link}>
              <a href={link} target="_blank" rel="noreferrer" className="breaks">
                {link}
              </a>
            </li>
          ))}
      </ul>
    </div>
  );
}

function Severity({ value }: { value: unknown }) {
  return value === "low" || value === "medium" || value === "high" || value === "critical" ? <SeverityTag value={value} /> : null;
}

function Ability({ title, one }: { title: string; one: Part }) {
  const way = one["way"];
  return (
    <>
      <h2>{title}</h2>
      {(way === "api" || way === "command" || way === "console" || way === "none") && (
        <p className="dim">
          {of.way[way]} {one["isUnconfirmed"] === true && of.unconfirmed}
        </p>
      )}
      <ol>
        {words(one["steps"]).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {word(one["note"]) !== "" && <p>{word(one["note"])}</p>}
    </>
  );
}

function Items({ items }: { items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
