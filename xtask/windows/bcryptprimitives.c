/*
 * bcryptprimitives.dll for a Wine that comes without (Debian 12's): the one function of it that Rust's standard library calls,
 * by the older name that Wine does have.
 */
#include <windows.h>

/* In advapi32.dll, where Microsoft's documentation calls it RtlGenRandom. */
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
    const SIZE_T most = 1 << 20;
    while (length > 0) {
        ULONG now = (ULONG)(length < most ? length : most);
        if (!SystemFunction036(buffer, now))
            return FALSE;
        buffer += now;
        length -= now;
    }
    return TRUE;
}
