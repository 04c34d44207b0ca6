-- A foreign key looks up and locks the incident once for each row that refers to it: a third of what taking in a million
-- occurrences cost. The rows are written with their incident, in one transaction; when an incident goes, they go with it.
alter table occurrences drop constraint occurrences_workspace_id_incident_id_fkey;
alter table incident_repositories drop constraint incident_repositories_workspace_id_incident_id_fkey;

create function stanch_forget_incidents() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from occurrences o using gone g where o.workspace_id = g.workspace_id and o.incident_id = g.id;
  delete from incident_repositories r using gone g where r.workspace_id = g.workspace_id and r.incident_id = g.id;
  return null;
end $$;
create trigger forget after delete on incidents referencing old table as gone for each statement execute function stanch_forget_incidents();

-- A rare word is looked up, a frequent one is met soon in the list's order: which it is, the planner must see each time.
alter function stanch_search_incidents(text, boolean, int) set plan_cache_mode = force_custom_plan;
