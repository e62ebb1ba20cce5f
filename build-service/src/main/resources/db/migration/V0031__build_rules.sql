-- Which pushes are built; null for the default branch, whatever changes.
alter table projects add column rules jsonb;

-- Why a push is not built, and whether GitLab told of it or we found it.
alter table pushes
    add column reason text,
    add column source text not null default 'WEBHOOK';
