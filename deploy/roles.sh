#!/bin/sh
# Makes the two roles and the database when PostgreSQL's volume is made. The passwords come from files and stand in no process list.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --username postgres <<SQL
\set owner \`cat /run/secrets/owner\`
\set application \`cat /run/secrets/application\`
create role entrenous login password :'owner';
create role entrenous_app login password :'application';
create database entrenous owner entrenous;
SQL
