// A stand-in for NVRTC: compiles what it is given with g++ against the header of threads, as a library that the stand-in for the driver
// opens where it gets the "PTX" that names it. The messages are g++'s. Built with STAND_IN_HEADER, where that header is.
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#define API extern "C" __attribute__((visibility("default"))) int

enum { OK = 0, INVALID_INPUT = 3, INVALID_OPTION = 5, COMPILATION = 6 };

struct Program {
  std::string folder;
  std::string log;
  std::string ptx;
};

static void write(const std::string &file, const std::string &text) { std::ofstream(file) << text; }

static std::string read(const std::string &file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

API nvrtcVersion(int *major, int *minor) {
  const char *version = getenv("STAND_IN_NVRTC");
  *major = version ? atoi(version) : 12;
  *minor = 4;
  return OK;
}
API nvrtcGetNumSupportedArchs(int *count) { *count = 3; return OK; }
API nvrtcGetSupportedArchs(int *archs) {
  archs[0] = 75;
  archs[1] = 80;
  archs[2] = 90;
  return OK;
}
API nvrtcCreateProgram(Program **program, const char *source, const char *name, int count, const char **headers, const char **names) {
  char folder[] = "/tmp/stand-in-nvrtc-XXXXXX";
  if (mkdtemp(folder) == nullptr) {
    return INVALID_INPUT;
  }
  Program *made = new Program{folder, "", ""};
  write(made->folder + "/" + name, source);
  for (int i = 0; i < count; i++) {
    write(made->folder + "/" + names[i], headers[i]);
  }
  write(made->folder + "/warp.cpp",
      "#include \"" STAND_IN_HEADER "\"\n#define __device__\n#include \"" + std::string(name) + "\"\n"
      "extern \"C\" __attribute__((visibility(\"default\"))) void standInRunFused(StandInWarp *warp) {\n"
      "  warp->kernel = [](void *launch) { coresident_resident(*(Launch *)launch); };\n"
      "  standInRun(warp);\n}\n");
  *program = made;
  return OK;
}
API nvrtcCompileProgram(Program *program, int count, const char **options) {
  std::string command = "g++ -std=c++17 -O1 -fno-strict-aliasing -fno-diagnostics-show-caret -fPIC -shared -pthread -w -DCR_STAND_IN_LANES=";
  command += std::to_string(STAND_IN_LANES) + "u";
  for (int i = 0; i < count; i++) {
    std::string option = options[i];
    if (option.rfind("--define-macro=", 0) == 0) {
      command += " -D" + option.substr(strlen("--define-macro="));
    } else if (option != "--std=c++17" && option != "--gpu-architecture=compute_90") {
      return INVALID_OPTION;
    }
  }
  std::string &folder = program->folder;
  command += " -I" + folder + " -o " + folder + "/fused.so " + folder + "/warp.cpp >" + folder + "/log 2>&1";
  int failed = system(command.c_str());
  program->log = read(folder + "/log");
  program->ptx = ".version 7.0\n// fused " + folder + "/fused.so\n";
  return failed == 0 ? OK : COMPILATION;
}
API nvrtcGetPTXSize(Program *program, size_t *size) { *size = program->ptx.size() + 1; return OK; }
API nvrtcGetPTX(Program *program, char *text) { strcpy(text, program->ptx.c_str()); return OK; }
API nvrtcGetProgramLogSize(Program *program, size_t *size) { *size = program->log.size() + 1; return OK; }
API nvrtcGetProgramLog(Program *program, char *text) { strcpy(text, program->log.c_str()); return OK; }
// The folder with the library stays until the driver has opened it, which removes it.
API nvrtcDestroyProgram(Program **program) {
  if ((*program)->log.find("error") != std::string::npos) {
    int unused = system(("rm -r " + (*program)->folder).c_str());
    (void)unused;
  }
  delete *program;
  *program = nullptr;
  return OK;
}
