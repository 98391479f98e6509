/* A ClickHouse server out of libchdb: hands its arguments, program name first, to ClickHouse's own command line. */
extern void *chdb_query_cmdline(int argc, char **argv);

int main(int argc, char **argv) {
  return chdb_query_cmdline(argc, argv) == 0;
}
